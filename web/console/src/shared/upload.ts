/** A file as the body of a request: its bytes, with its name in the query. */
export const fileBody = (file: File) => ({
  // The generated type of a binary body is a text; the bytes go as they are.
  body: file as unknown as string,
  bodySerializer: () => file,
  headers: { "content-type": file.type || "application/octet-stream" },
});
