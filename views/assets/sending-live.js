// The page of a dispatch renews its moving part by itself; it waits while somebody writes in it.
document.addEventListener('htmx:before:request', (event) => {
  if (event.detail.ctx.sourceElement?.id === 'dispatch' && document.activeElement?.matches('#dispatch input')) event.preventDefault();
});
