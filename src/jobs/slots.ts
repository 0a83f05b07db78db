/** Lets at most so many go at once, in the order they asked. */
export function openSlots() {
  const waiting: (() => void)[] = [];
  let taken = 0;
  return {
    /** Answers when one is free, with how to give it back. */
    async take(most: number): Promise<() => void> {
      if (taken >= most) await new Promise<void>((free) => waiting.push(free));
      else taken += 1;
      return () => {
        const next = waiting.shift();
        if (next) next();
        else taken -= 1;
      };
    },
  };
}
