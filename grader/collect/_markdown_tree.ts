/** The nodes of a Markdown tree, as the parser types them. */

import type { fromMarkdown } from "mdast-util-from-markdown";

/** A whole text. */
export type Root = ReturnType<typeof fromMarkdown>;
/** Everything that stands in a text directly. */
export type Content = Root["children"][number];

type Of<T extends string> = Extract<Content, { readonly type: T }>;

export type List = Of<"list">;
export type ListItem = List["children"][number];
export type Paragraph = Of<"paragraph">;
export type Phrasing = Paragraph["children"][number];
export type Table = Of<"table">;
export type Code = Of<"code">;
export type Definition = Of<"definition">;
/** Any node. */
export type Node =
  | Root
  | Content
  | ListItem
  | Phrasing
  | Table["children"][number]
  | Table["children"][number]["children"][number];
