export interface MapPin {
  readonly lat: number;
  readonly lon: number;
  readonly label: string;
}

/** Counties and places as a drawing. The list beside it says the same, so it is hidden from screen readers. */
export function CountyMap(_props: { counties: readonly string[]; mine?: string; pins?: readonly MapPin[] }) {
  return null;
}
