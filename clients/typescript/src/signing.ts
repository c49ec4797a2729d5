import { createHash, randomBytes, webcrypto } from "node:crypto";

/** An Ed25519 key of WebCrypto's that may sign. */
export type SigningKey = webcrypto.CryptoKey;

/** A private key from its PEM text (PKCS#8). */
export async function privateKey(pem: string): Promise<SigningKey> {
  const der = Buffer.from(pem.replace(/-----[^-]+-----/g, ""), "base64");
  return webcrypto.subtle.importKey("pkcs8", der, { name: "Ed25519" }, false, ["sign"]);
}

/** A new key pair as PEM texts: keep the first, register the second. */
export async function newKey(): Promise<{ privateKey: string; publicKey: string }> {
  const made = await webcrypto.subtle.generateKey({ name: "Ed25519" }, true, ["sign", "verify"]);
  const pair = made as webcrypto.CryptoKeyPair;
  const pem = async (format: "pkcs8" | "spki", key: webcrypto.CryptoKey, label: string) => {
    const text = Buffer.from(await webcrypto.subtle.exportKey(format, key)).toString("base64");
    return `-----BEGIN ${label}-----\n${text.replace(/.{64}/g, "$&\n")}\n-----END ${label}-----\n`;
  };
  return {
    privateKey: await pem("pkcs8", pair.privateKey, "PRIVATE KEY"),
    publicKey: await pem("spki", pair.publicKey, "PUBLIC KEY"),
  };
}

/** Value of the header `content-digest` (RFC 9530). */
export function contentDigest(body: Uint8Array): string {
  return `sha-256=:${createHash("sha256").update(body).digest("base64")}:`;
}

/** What is signed: a line for each covered component, and the parameters (RFC 9421 §2.5). */
export function signatureBase(covered: [string, string][], parameters: string): string {
  const lines = covered.map(([name, value]) => `"${name}": ${value}`);
  return [...lines, `"@signature-params": ${parameters}`].join("\n");
}

/**
 * Adds the headers that make a request a signed one. Covers method, address, the body's digest and
 * type, and the idempotency key. Each call takes a new nonce: a signature is good once.
 */
export async function sign(
  request: { method: string; url: string; headers: Headers; body: Uint8Array },
  keyId: string,
  key: SigningKey,
  now = Date.now(),
): Promise<void> {
  const { headers } = request;
  const covered: [string, string][] = [
    ["@method", request.method],
    ["@target-uri", request.url],
  ];
  if (request.body.length > 0) headers.set("content-digest", contentDigest(request.body));
  for (const name of ["content-digest", "content-type", "idempotency-key"]) {
    const value = headers.get(name);
    if (value !== null) covered.push([name, value]);
  }
  const names = covered.map(([name]) => `"${name}"`).join(" ");
  const nonce = randomBytes(18).toString("base64url");
  const created = Math.floor(now / 1000);
  const parameters = `(${names});created=${created};keyid="${keyId}";alg="ed25519";nonce="${nonce}"`;
  const base = new TextEncoder().encode(signatureBase(covered, parameters));
  const signature = await webcrypto.subtle.sign({ name: "Ed25519" }, key, base);
  headers.set("signature-input", `sig1=${parameters}`);
  headers.set("signature", `sig1=:${Buffer.from(signature).toString("base64")}:`);
}
