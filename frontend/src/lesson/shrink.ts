/** Pictures are made smaller before they are sent: learners on poor lines load them too. */

const LONGEST_SIDE = 1600;
const SMALL_ENOUGH = 250_000;
const QUALITY = 0.85;

/** The picture, at most {@link LONGEST_SIDE} px, where that saves something; what cannot be drawn here as it is. */
export async function shrunk(file: File): Promise<File> {
  if (!/^image\/(png|jpeg|webp)$/.test(file.type) || file.size <= SMALL_ENOUGH) return file;
  try {
    const picture = await createImageBitmap(file);
    const share = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(picture.width * share));
    canvas.height = Math.max(1, Math.round(picture.height * share));
    canvas.getContext("2d")!.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const made = await new Promise<Blob | null>((take) => canvas.toBlob(take, "image/webp", QUALITY));
    if (!made || made.size > 0.9 * file.size) return file;
    const ending = made.type.split("/")[1] ?? "webp";
    return new File([made], `${file.name.replace(/\.\w+$/, "")}.${ending}`, { type: made.type });
  } catch {
    return file;
  }
}
