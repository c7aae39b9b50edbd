/** The converter from DOCX to HTML, as it works on this runtime. */

import mammoth from "mammoth";
import promises from "mammoth/lib/promises.js";

// The library hands out promises whose prototype it sets through `__proto__`, which this
// runtime has switched off; its inner promises are plain ones and are handed out instead.
const shared = promises as { toExternalPromise: (inner: unknown) => unknown };
shared.toExternalPromise = (inner) => inner;

export default mammoth;
