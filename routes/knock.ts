/**
 * What is shown to who has no token: plain, and nothing of the gradebook.
 *
 * @module
 */
import type { Language } from "../rubric/reason_text.ts";
import { localized } from "./words/localized.ts";

const words = localized({
  title: "Please open the link from the terminal",
  why: "This dashboard shows students' work, so it opens only by the link that " +
    "deno task dashboard printed when it started. The link holds the access token.",
  what: "Start the dashboard again, or look for the line with the link in its terminal.",
  again: "I have just opened the link",
}, {
  title: "請開啟終端機中的連結",
  why: "此頁面含有學生的作業，只能以 deno task dashboard 啟動時印出的連結開啟；" +
    "連結中含有存取權杖。",
  what: "請重新啟動，或在終端機中找到含有連結的那一行。",
  again: "我剛剛已開啟該連結",
});

/** The answer to a request without a valid token. */
export function knock(language: Language): Response {
  const text = words[language];
  const html = `<!DOCTYPE html><html lang="${language}"><head><meta charset="utf-8">` +
    `<meta name="viewport" content="width=device-width, initial-scale=1">` +
    `<meta name="color-scheme" content="light dark"><title>${text.title}</title></head>` +
    `<body><main><h1>${text.title}</h1><p>${text.why}</p><p>${text.what}</p>` +
    `<p><a href="/">${text.again}</a></p></main></body></html>`;
  return new Response(html, {
    status: 401,
    headers: { "content-type": "text/html; charset=utf-8" },
  });
}
