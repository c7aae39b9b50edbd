/**
 * A stand-in for the part of Fresh 2.3.3 (`jsr:@fresh/core`) that the dashboard uses, for
 * machines that can not reach JSR. Without the `links` entry of `deno.json` the same source
 * runs on Fresh itself.
 *
 * @module
 */
export {};
