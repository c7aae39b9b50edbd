/**
 * Elements -> HTML, with what Fresh adds to links.
 *
 * @module
 */
import { Fragment, h, options, type VNode } from "preact";
import { renderToString } from "preact-render-to-string";

/** URL of the page that is being rendered; rendering is synchronous. */
let page: URL | null = null;

const before = options.vnode;
options.vnode = (vnode) => {
  if (page !== null && vnode.type === "a") {
    markCurrent(vnode.props as LinkProps, page);
  }
  before?.(vnode);
};

interface LinkProps {
  readonly href?: unknown;
  "aria-current"?: unknown;
  "data-current"?: string;
  "data-ancestor"?: string;
}

/** Links to the page itself and to those above it are marked, unless they say so. */
function markCurrent(props: LinkProps, page: URL): void {
  const { href } = props;
  if (typeof href !== "string" || !href.startsWith("/")) return;
  if (props["aria-current"] !== undefined) return;
  const link = new URL(href, "http://localhost");
  const [here, there] = [page.pathname, link.pathname].map((path) =>
    path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path
  ) as [string, string];
  if (here === there && (link.search === "" || link.search === page.search)) {
    props["data-current"] = "true";
    props["aria-current"] = "page";
  } else if (here === there || there === "/" || here.startsWith(`${there}/`)) {
    props["data-ancestor"] = "true";
    props["aria-current"] = "true";
  }
}

/** A page that brings its own `html` element. */
export function renderPage(vnode: VNode | null, url: URL): string {
  page = url;
  try {
    return `<!DOCTYPE html>${renderToString(vnode ?? h(Fragment, null))}`;
  } finally {
    page = null;
  }
}
