/**
 * The look of a grading as a file; readable on paper and in both themes.
 *
 * @module
 */

/** Style sheet of {@linkcode writeHtml}; its digest stands in the page's policy. */
export const htmlStyle = `
:root { color-scheme: light dark; --line: #8886; --soft: #8881; }
body { font: 1rem/1.5 system-ui, "Noto Sans", "Noto Sans CJK TC", sans-serif;
  max-width: 56rem; margin: 2rem auto; padding: 0 1rem; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; } h2 { font-size: 1.2rem; margin-top: 2rem; } h3 { font-size: 1rem; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 1px solid var(--line); padding: .3rem .5rem; text-align: start; vertical-align: top; }
th { background: var(--soft); }
.number { text-align: end; white-space: nowrap; }
section.item { border: 1px solid var(--line); border-radius: .4rem; padding: .2rem 1rem; margin: 1rem 0; }
blockquote { margin: .5rem 0; padding: .3rem .8rem; border-inline-start: .25rem solid var(--line);
  background: var(--soft); white-space: pre-wrap; font-size: .9rem; }
.place { font-size: .85rem; }
img { max-width: 100%; max-height: 24rem; height: auto; border: 1px solid var(--line); }
img.page { max-height: none; width: 100%; }
figure { margin: 1rem 0; break-inside: avoid; }
code { font-size: .8rem; }
.undone { text-decoration: line-through; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem; }
dd { margin: 0; }
@media (max-width: 30rem) { dl { display: block; } dd { margin-bottom: .5rem; } }
@media print { body { margin: 0; max-width: none; font-size: 10pt; }
  section.item, tr, blockquote { break-inside: avoid; } }
`;
