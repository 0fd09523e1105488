import { BadRequest } from '../../../kernel/errors.ts'

/** Another category or project has the name in whatever letter case. */
export function projectNameTaken(name: string): BadRequest {
  const message = `There is already a project or dimension named ${name}; choose another name.`
  return new BadRequest('PROJECT_NAME_ALREADY_EXISTS', message, { name })
}

/** Another project of the company has the reference. */
export function projectReferenceTaken(externalReference: string | null): BadRequest {
  const message = `Another project has the external reference ${externalReference}.`
  const details = { externalReference }
  return new BadRequest('PROJECT_EXTERNAL_REFERENCE_ALREADY_EXISTS', message, details)
}

/** A project cannot end before it starts. */
export function projectDateRangeInvalid(startDate: string, endDate: string): BadRequest {
  const message = `The project ends on ${endDate}, before it starts on ${startDate}.`
  return new BadRequest('PROJECT_DATE_RANGE_INVALID', message, { startDate, endDate })
}

/** An archived project is read-only. */
export function projectArchived(projectId: string): BadRequest {
  const message = 'The project is archived; take it out with isArchived false to change it.'
  return new BadRequest('PROJECT_ARCHIVED', message, { projectId })
}

/** Another subproject of the project has the name in whatever letter case. */
export function subprojectNameTaken(name: string): BadRequest {
  const message = `The project already has a subproject named ${name}; choose another name.`
  return new BadRequest('SUBPROJECT_NAME_ALREADY_EXISTS', message, { name })
}

/** The subproject is on a posted entry or a draft. */
export function subprojectInUse(subprojectId: string): BadRequest {
  const message = 'The subproject is on entries or drafts and cannot be deleted.'
  return new BadRequest('SUBPROJECT_IN_USE', message, { subprojectId })
}

/** The catch-all subproject stays. */
export function subprojectIsDefault(subprojectId: string): BadRequest {
  const message = "The project's default subproject cannot be deleted."
  return new BadRequest('SUBPROJECT_IS_DEFAULT', message, { subprojectId })
}
