import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { csvText } from "../../../gradebook/export/csv_text.ts";
import {
  EchoedTable,
  EchoError,
  hasDecimalComma,
} from "../../../gradebook/export/echoed_table.ts";
import { formula, readCsv, textOf } from "./_class.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const cell = fc.oneof(
  fc.string({ maxLength: 8, unit: "grapheme" }),
  fc.constantFrom(
    "",
    "=1+1",
    '"',
    "a\nb",
    "a\r\nb",
    ",",
    ";",
    "'x",
    " pad ",
    "1,5",
    "王",
  ),
).filter((text) => !text.includes("\uFEFF") && !/\r(?!\n)/.test(text));

/** A file as a platform might write it: quotes where they must be, or everywhere. */
function fileOf(
  rows: readonly (readonly string[])[],
  how: { delimiter: string; lineEnd: string; all: boolean; bom: boolean; end: boolean },
): string {
  const quote = (text: string) =>
    how.all || /[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  const lines = rows.map((row) => row.map(quote).join(how.delimiter));
  return (how.bom ? "\uFEFF" : "") + lines.join(how.lineEnd) +
    (how.end ? how.lineEnd : "");
}

const how = fc.record({
  delimiter: fc.constantFrom(",", ";"),
  lineEnd: fc.constantFrom("\n", "\r\n"),
  all: fc.boolean(),
  bom: fc.boolean(),
  end: fc.boolean(),
});

Deno.test({
  name: "EchoedTable gives back every byte of what was not changed",
  permissions: "none",
  fn() {
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { maxLength: 5 }),
        how,
        (rows, how) => {
          const text = fileOf([["Student", "ID", "Grade"], ...rows], how);
          const table = new EchoedTable(bytesOf(text), "f");
          assertEquals(table.rows.slice(1), rows);
          assertEquals(textOf(table.bytes()), text);
          if (rows.length === 0) return;
          table.set(1, 2, "changed");
          const bare = textOf(table.bytes());
          assertEquals(readCsv(bare, how.delimiter)[1], [
            ...rows[0]!.slice(0, 2),
            "changed",
          ]);
          assertEquals(readCsv(bare, how.delimiter).slice(2), rows.slice(1));
        },
      ),
      { seed: 5, numRuns: 300 },
    );
  },
});

Deno.test({
  name: "csvText() is read back as it was, but for what would run",
  permissions: "none",
  fn() {
    fc.assert(
      fc.property(
        fc.array(
          fc.array(fc.string({ unit: "binary" }), { minLength: 2, maxLength: 2 }),
          {
            minLength: 1,
          },
        ),
        (rows) => {
          const back = readCsv(csvText(rows));
          assertEquals(back.length, rows.length);
          for (const row of back) {
            for (const text of row) assertEquals(formula.test(text), false);
          }
        },
      ),
      { seed: 6, numRuns: 300 },
    );
  },
});

Deno.test({
  name: "EchoedTable refuses what is no CSV, in words",
  permissions: "none",
  fn() {
    assertThrows(() => new EchoedTable(bytesOf(""), "f"), EchoError, "header");
    assertThrows(() => new EchoedTable(bytesOf('a,"b'), "f"), EchoError, "must be CSV");
    assertThrows(() => new EchoedTable(new Uint8Array([0xFF]), "f"), EchoError, "UTF-8");
    const endless = bytesOf(`a${"\n".repeat(200_000)}`);
    assertThrows(() => new EchoedTable(endless, "f"), EchoError, "lines");
  },
});

Deno.test({
  name: "hasDecimalComma() is sure of it or says no",
  permissions: "none",
  fn() {
    assertEquals(hasDecimalComma(["", "4,00", "-"]), true);
    assertEquals(hasDecimalComma(["4,00", "3.5"]), false);
    assertEquals(hasDecimalComma(["4", ""]), false);
    assertEquals(hasDecimalComma(["1,000,000"]), false);
  },
});
