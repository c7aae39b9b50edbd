import { assertEquals, assertThrows } from "@std/assert";
import { queueAddress, withoutSecrets } from "../../../gradebook/queue/address.ts";

Deno.test({
  name: "queueAddress() shows neither password nor parameters",
  permissions: "none",
  fn: () => {
    const address = queueAddress(
      "postgresql://ta:p%40ss@db.example:5433/class?sslmode=verify-full&password=other",
    );
    assertEquals(address.shown, "postgres://ta@db.example:5433/class");
    assertEquals(address.secrets, ["p%40ss", "p@ss", "other"]);
    assertEquals(queueAddress("postgres:///class").shown, "postgres:///class");
    assertEquals(queueAddress("postgres:///class").secrets, []);
  },
});

Deno.test({
  name: "queueAddress() refuses other addresses without repeating them",
  permissions: "none",
  fn: () => {
    for (const wrong of ["mysql://ta:sesame@db/class", "sesame", "ta:sesame@db"]) {
      const error = assertThrows(() => queueAddress(wrong), SyntaxError);
      assertEquals(error.message.includes("sesame"), false, error.message);
    }
  },
});

Deno.test({
  name: "withoutSecrets() masks each secret as it is and as it is written",
  permissions: "none",
  fn: () => {
    const { secrets } = queueAddress("postgres://ta:a%20b@db/class");
    assertEquals(
      withoutSecrets('password "a b" of postgres://ta:a%20b@db refused', secrets),
      'password "***" of postgres://ta:***@db refused',
    );
    assertEquals(withoutSecrets("ab abc", ["ab", "abc"]), "*** ***");
  },
});
