/** Kustomization of kustomize. */
export const kustomization = `
ConfigMapArgs
  text env name namespace
  enum(create,replace,merge) behavior
  list(text) envs files literals
  list({KVSource}) KVSources
  {GeneratorOptions} options

FieldSelector
  text fieldpath

FieldSpec
  open
  text group kind path version
  bool create

GeneratorOptions
  bool disableNameSuffixHash immutable
  map(text) annotations labels

HelmChart
  text name version repo releaseName namespace valuesFile kubeVersion nameTemplate
  bool includeCRDs skipHooks skipTests
  enum(merge,override,replace) valuesMerge
  list(text) additionalValuesFiles apiVersions
  map(any) valuesInline

HelmGlobals
  text chartHome configHome

Image
  text digest name newName newTag tagSuffix

Inventory
  text type
  {NameArgs} configMap

KVSource
  text name pluginType
  list(text) args

Kustomization
  text apiVersion kind namePrefix nameSuffix namespace
  list(text) bases buildMetadata configurations crds generators patchesStrategicMerge resources components
  list(text) transformers validators
  list({ConfigMapArgs}) configMapGenerator
  list({HelmChart}) helmCharts
  list({Image}) images
  list({Labels}) labels
  list({PatchJson6902}|{PatchJson69022}|{PatchJson69023}) patchesJson6902
  list({PatchesPatchPath}|{PatchesInlinePatch}) patches
  list({ReplacementsPath}|{ReplacementsInline}|{ReplacementsInline2}) replacements
  list({Replicas}) replicas
  list({SecretArgs}) secretGenerator
  list({Var}) vars
  map(text) commonAnnotations commonLabels openapi
  {GeneratorOptions} generatorOptions
  {HelmGlobals} helmGlobals
  {Inventory} inventory
  {Metadata} metadata
  {SortOptions}|{SortOptions2} sortOptions

Labels
  bool includeSelectors includeTemplates
  list({FieldSpec}) fields
  map(text) pairs

LegacySortOptions
  list(any) orderFirst orderLast

Metadata
  text name namespace
  map(text) labels annotations

NameArgs
  text name namespace

Options
  open
  text delimiter
  bool create
  number index

PatchJson6902
  text path!
  {PatchTarget} target!

PatchJson69022
  text patch!
  {PatchTarget} target!

PatchJson69023
  text from path!
  enum(add,remove,replace,move,copy,test) op!
  text|list(text) value

PatchTarget
  text group kind! name! namespace version!

PatchesInlinePatch
  text patch!
  {PatchesOptions} options
  {Selector} target

PatchesOptions
  bool allowNameChange allowKindChange

PatchesPatchPath
  text path!
  {PatchesOptions} options
  {Selector} target

ReplacementsInline
  list({ReplacementsTarget}) targets!
  {ReplacementsSource} source!

ReplacementsInline2
  text sourceValue!
  list({ReplacementsTarget}) targets!

ReplacementsPath
  text path!

ReplacementsSource
  open
  text group version kind name namespace fieldPath
  {Options} options

ReplacementsTarget
  open
  list(text) fieldPaths
  list({Selector}) reject
  {Options} options
  {Selector} select!

Replicas
  text name
  number count

SecretArgs
  text env name namespace type
  enum(create,replace,merge) behavior
  list(text) envs files literals
  list({KVSource}) KVSources
  {GeneratorOptions} options

Selector
  text group kind name namespace version annotationSelector labelSelector

SortOptions
  enum(legacy) order
  {LegacySortOptions} legacySortOptions

SortOptions2
  enum(fifo) order

Target
  text apiVersion group kind name! namespace version

Var
  text name!
  {FieldSelector} fieldref
  {Target} objref!
`;
