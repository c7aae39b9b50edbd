/**
 * Looking for a GPU.
 * @module
 */

/** An adapter with what it is called, and whether it only computes on the processor. */
export interface FoundAdapter {
  readonly adapter: GPUAdapter;
  readonly name: string;
  readonly software: boolean;
}

/** The adapter to use; `null` where there is none. */
export async function findAdapter(): Promise<FoundAdapter | null> {
  quietenVulkanLoader();
  const adapter = await navigator.gpu?.requestAdapter({
    powerPreference: "high-performance",
  });
  if (!adapter) return null;
  const { description, vendor, isFallbackAdapter } = adapter.info;
  const name = description || vendor || "unnamed adapter";
  const software = isFallbackAdapter || /llvmpipe|lavapipe|swiftshader/i.test(name);
  return { adapter, name, software };
}

/** The Vulkan loader complains on stderr when this variable is missing. */
function quietenVulkanLoader(): void {
  const variable = "XDG_RUNTIME_DIR";
  const descriptor = { name: "env", variable } as const;
  if (Deno.permissions.querySync(descriptor).state !== "granted") return;
  if (!Deno.env.get(variable)) Deno.env.set(variable, "/tmp");
}
