import type { PageView } from '../../src/sending/types.ts';

export type Rectangle = { x: number; y: number; width: number; height: number };

/** Size of the page as its picture shows it: turned by its /Rotate. Points. */
export function shownSize(view: Pick<PageView, 'width' | 'height' | 'rotation'>): { width: number; height: number } {
  return view.rotation % 180 === 0 ? { width: view.width, height: view.height } : { width: view.height, height: view.width };
}

/**
 * Where a box `[x0, y0, x1, y1]` (points from the lower left of the unturned page) lies on the
 * picture, whose origin is the upper left corner of the page turned clockwise by `rotation`.
 */
export function placeOnPicture(view: Pick<PageView, 'width' | 'height' | 'rotation'>, [x0, y0, x1, y1]: readonly [number, number, number, number]): Rectangle {
  const { width: w, height: h } = view;
  if (view.rotation === 90) return { x: y0, y: x0, width: y1 - y0, height: x1 - x0 };
  if (view.rotation === 180) return { x: w - x1, y: y0, width: x1 - x0, height: y1 - y0 };
  if (view.rotation === 270) return { x: h - y1, y: w - x1, width: y1 - y0, height: x1 - x0 };
  return { x: x0, y: h - y1, width: x1 - x0, height: y1 - y0 };
}
