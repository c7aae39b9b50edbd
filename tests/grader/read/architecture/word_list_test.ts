import { assertEquals } from "@std/assert";
import { readArchitectures } from "../../../../grader/read/architecture/read_architectures.ts";
import { sampleDocument } from "./sample_document.ts";

function models(text: string): number {
  return readArchitectures(sampleDocument([text])).length;
}

Deno.test({
  name: "readArchitectures() reads a claim in sentences, no list of keywords",
  permissions: "none",
  fn() {
    const words = "autoencoder fully connected linear layers encoder decoder latent ReLU";
    assertEquals(models(`${words} tanh code bottleneck image picture face`), 0);
    assertEquals(models(`My ${words} tanh code of a bottleneck for image and face`), 1);
    assertEquals(models(`${words}, tanh code bottleneck image picture face`), 1);
    assertEquals(models(`${words} linear tanh code bottleneck image picture face`), 1);
    assertEquals(models("Fully connected autoencoder, encoder and decoder"), 1);
    assertEquals(models("Autoencoder: fully connected encoder, linear layers"), 1);
    assertEquals(
      models("我的 autoencoder 模型全部使用全連接層，encoder 與 decoder 對稱"),
      1,
    );
  },
});
