/** Twice the size: sharp on the screens that slides are made on. */
const SCALE = 2;
/** Browsers draw nothing on a canvas beyond 16,384 pixels a side (Chromium) or 268 million in all (Safari). */
const LARGEST_SIDE = 16_000;
const LARGEST_AREA = 200_000_000;

/** Scale of the picture: 2, or as much as a canvas of any browser holds. */
export function pngScale(width: number, height: number): number {
  return Math.min(SCALE, LARGEST_SIDE / Math.max(width, height), Math.sqrt(LARGEST_AREA / (width * height)));
}

/** Our SVG as a PNG that the browser draws. Rejects where the browser cannot. */
export async function svgToPng(svg: string): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svg], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const scale = pngScale(image.naturalWidth, image.naturalHeight);
    const canvas = document.createElement('canvas');
    canvas.width = Math.floor(image.naturalWidth * scale);
    canvas.height = Math.floor(image.naturalHeight * scale);
    const context = canvas.getContext('2d');
    if (!context) throw new Error('This browser gives no canvas to draw on.');
    context.scale(scale, scale);
    context.drawImage(image, 0, 0);
    return await new Promise((resolve, reject) =>
      canvas.toBlob(
        (blob) => (blob ? resolve(blob) : reject(new Error('The picture is too large for this browser.'))),
        'image/png',
      ),
    );
  } finally {
    URL.revokeObjectURL(url);
  }
}
