/** Who is asking. Every query and command takes one; what an actor may not see does not exist for them. */
export type Actor =
  | { readonly kind: 'visitor'; readonly journeyId: string | null }
  | { readonly kind: 'system'; readonly name: string };

/** How an actor is written in the audit trail. */
export function actorLabel(actor: Actor): string {
  return actor.kind === 'system' ? `system:${actor.name}` : 'visitor';
}
