/** The school's mark, a birch leaf, on a field of 48 x 48 with y downwards: paths with their colour. */
export const accent = '#24523f';
export const logoPaths: { path: string; fill: string }[] = [
  { path: 'M24 0 A24 24 0 1 1 23.99 0 Z', fill: accent },
  { path: 'M24 6 C34 13 38 21 35 29 C33 34 29 36 24.8 36 L24.8 42 L23.2 42 L23.2 36 C19 36 15 34 13 29 C10 21 14 13 24 6 Z', fill: '#ffffff' },
  { path: 'M23.4 13 L24.6 13 L24.6 20 L29 16.6 L29.8 17.6 L24.6 21.8 L24.6 26 L31 21.4 L31.8 22.5 L24.6 27.8 L24.6 36 L23.4 36 L23.4 27.8 L16.2 22.5 L17 21.4 L23.4 26 L23.4 21.8 L18.2 17.6 L19 16.6 L23.4 20 Z', fill: accent },
];
export const logoSvg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 48 48" width="48" height="48">${logoPaths.map(({ path, fill }) => `<path d="${path}" fill="${fill}"/>`).join('')}</svg>`;
