import 'server-only';
import { type Journey, readSlice } from '@/lib/journey/model';
import { findJourney } from '@/lib/journey/queries';
import { type Needs, NeedsSchema, type Routing, type RoutingLevel } from './model';
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

/** How soon the answers ask for a visit, and which services to look for. */
export function routingOf(needs: Needs): Routing {
  return decideRouting(needs);
}
