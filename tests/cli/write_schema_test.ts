import { assertEquals } from "@std/assert";
import { rubricJsonSchema } from "../../cli/write_schema.ts";

Deno.test("rubric.schema.json is what `deno task schema` writes", async () => {
  const file = await Deno.readTextFile("rubric/rubric.schema.json");
  assertEquals(file, await rubricJsonSchema());
});
