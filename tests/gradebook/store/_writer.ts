/** Writes submissions and decisions for ever, and tells each one when it is written. */

import { openGradebook } from "../../../gradebook/store/open_gradebook.ts";
import { decisionOf, putGraded, reportOf } from "./_class.ts";

const [path = "", prefix = ""] = Deno.args;
using gradebook = openGradebook(path);
const encoder = new TextEncoder();
for (let i = 0;; i++) {
  const submission = gradebook.transaction(() =>
    putGraded(gradebook, `${prefix}${i}`, reportOf(["partial"]))
  );
  gradebook.decide(decisionOf({
    ...{ submission, item: "q1.a", action: "override", verdict: "met" },
  }));
  Deno.stdout.writeSync(encoder.encode(`${prefix}${i}\n`));
}
