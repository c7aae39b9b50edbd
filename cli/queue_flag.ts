/**
 * The queue that a command line names.
 *
 * @module
 */
import { type QueueAddress, queueAddress } from "../gradebook/queue/address.ts";
import { UsageError } from "./usage.ts";

/**
 * The queue that `--queue` names, or else the environment: there, unlike in a flag, no list
 * of processes shows a password.
 *
 * @throws {UsageError} none is named, or what is named is no address
 */
export function queueOf(flag: string | undefined): QueueAddress {
  const given = flag || Deno.env.get("LATENTMARK_QUEUE") || "";
  if (given === "") {
    throw new UsageError(
      "Cannot use a queue as --queue or LATENTMARK_QUEUE must name it: neither does",
    );
  }
  try {
    return queueAddress(given);
  } catch (error) {
    if (error instanceof SyntaxError) throw new UsageError(error.message);
    throw error;
  }
}
