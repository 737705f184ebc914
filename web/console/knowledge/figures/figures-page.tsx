/** The figures of the shop. */

export function FiguresPage() {
  return (
    <div class="pages">
      <h1 tabIndex={-1}>Figures</h1>
    </div>
  );
}
