import 'server-only';
import { type Journey, readSlice } from '@/lib/journey/model';
import { findJourney } from '@/lib/journey/queries';
import { type ConsentBasis, consentOf, type Needs, NeedsSchema, type Routing, type RoutingLevel } from './model';
import { decideRouting } from './rules/route';

/** What a journey says about needs, or null. */
export function needsOf(journey: Journey | null): Needs | null {
  return readSlice(journey, 'needs', NeedsSchema);
}

/** The answers of the browser that asks, or null when none were given. */
export async function findNeeds(): Promise<Needs | null> {
  return needsOf(await findJourney());
}

/** How soon the browser's answers say a person is to be seen; routine when nothing was answered. */
export async function findRoutingLevel(): Promise<RoutingLevel> {
  const needs = await findNeeds();
  return needs ? decideRouting(needs).level : 'routine';
}

/** What the browser's answers say about who agrees to the care of a minor; null when nobody asked or it is not known. */
export async function findConsentBasis(): Promise<ConsentBasis | null> {
  return consentOf(await findNeeds());
}

/** How soon the answers ask for a visit, and which services to look for. */
export function routingOf(needs: Needs): Routing {
  return decideRouting(needs);
}
