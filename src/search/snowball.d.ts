declare module 'snowball-stemmers' {
  export function newStemmer(language: 'danish'): { stem(word: string): string };
}
