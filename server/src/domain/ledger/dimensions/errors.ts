import { BadRequest } from '../../../kernel/errors.ts'
import { type Dimension, LEVELS_MAX } from './dimension.ts'

/** Another category, or a project's, has the name in whatever letter case. */
export function dimensionNameTaken(name: string): BadRequest {
  const message = `There is already a dimension or project named ${name}; choose another name.`
  return new BadRequest('DIMENSION_NAME_ALREADY_EXISTS', message, { name })
}

/** A sibling has the name in whatever letter case. */
export function valueNameTaken(name: string, parentId: string | null): BadRequest {
  const message = `There is already a value named ${name} at this place; choose another name.`
  return new BadRequest('DIMENSION_VALUE_NAME_ALREADY_EXISTS', message, { name, parentId })
}

/** A project's category is changed only through the project. */
export function managedByProject({ id, projectId }: Dimension): BadRequest {
  const message = `The dimension belongs to project ${projectId}; change it through the project.`
  return new BadRequest('DIMENSION_MANAGED_BY_PROJECT', message, { dimensionId: id, projectId })
}

/** A value of the category is on a posted entry or a draft. */
export function dimensionInUse(dimensionId: string): BadRequest {
  const message = 'Values of the dimension are on entries or drafts; deactivate them instead.'
  return new BadRequest('DIMENSION_IN_USE', message, { dimensionId })
}

/** The value, or one below it, is on a posted entry or a draft. */
export function valueInUse(valueId: string): BadRequest {
  const message = 'The value or one below it is on entries or drafts; deactivate it instead.'
  return new BadRequest('DIMENSION_VALUE_IN_USE', message, { valueId })
}

/** Only a value without children can be deleted. */
export function valueHasChildren(valueId: string): BadRequest {
  const message = 'The value has children; delete or move them first.'
  return new BadRequest('DIMENSION_VALUE_HAS_CHILDREN', message, { valueId })
}

/** A value cannot hang below itself. */
export function valueCycle(valueId: string, parentId: string): BadRequest {
  const message = 'The parent is the value itself or lies below it; choose another parent.'
  return new BadRequest('DIMENSION_VALUE_CYCLE', message, { valueId, parentId })
}

/** The tree would have more levels than allowed. */
export function valueTooDeep(parentId: string): BadRequest {
  const message = `A tree of values has at most ${LEVELS_MAX} levels; choose a higher parent.`
  return new BadRequest('DIMENSION_VALUE_TOO_DEEP', message, { parentId, levelsMax: LEVELS_MAX })
}
