import { endpoint } from './endpoint';
import { healthcareService } from './healthcare-service';
import { insurancePlan } from './insurance-plan';
import { location } from './location';
import type { DirectoryType, ReferenceParam, ResourceDefinition, SearchParam } from './model';
import { organization } from './organization';
import { organizationAffiliation } from './organization-affiliation';
import { practitioner } from './practitioner';
import { practitionerRole } from './practitioner-role';

/** The door's one table: a new resource type is a mapper and a line here. */
export const REGISTRY: readonly ResourceDefinition[] = [
  endpoint,
  healthcareService,
  insurancePlan,
  location,
  organization,
  organizationAffiliation,
  practitioner,
  practitionerRole,
];

const byType = new Map<string, ResourceDefinition>(REGISTRY.map((definition) => [definition.type, definition]));

export function findDefinition(type: string): ResourceDefinition | null {
  return byType.get(type) ?? null;
}

export function getDefinition(type: DirectoryType): ResourceDefinition {
  const definition = byType.get(type);
  if (!definition) throw new Error(`No resource type ${type} in the registry`);
  return definition;
}

export function findParam(definition: ResourceDefinition, name: string): SearchParam | null {
  return definition.params.find((param) => param.name === name) ?? null;
}

export function referenceParams(definition: ResourceDefinition): readonly ReferenceParam[] {
  return definition.params.filter((param) => param.kind === 'reference');
}

export interface Include {
  readonly source: ResourceDefinition;
  readonly param: ReferenceParam;
}

/** Every reference of a type can be included. */
export function listIncludes(definition: ResourceDefinition): readonly Include[] {
  return referenceParams(definition).map((param) => ({ source: definition, param }));
}

/** Every reference of any type to this one can be followed backwards. */
export function listRevIncludes(definition: ResourceDefinition): readonly Include[] {
  return REGISTRY.flatMap(listIncludes).filter(({ param }) => param.target === definition.type);
}

export const includeName = ({ source, param }: Include): string => `${source.type}:${param.name}`;
