//! The file form of plans: versioned JSON, stable to the byte.

use serde::Serialize;

use super::{PLAN_VERSION, Plan, WorkflowPlan, WorkspacePlan};

/// What a plan file calls its form.
pub(super) const FORMAT: &str = "rondel plan";

/// A compiled workflow as a file.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(title = "A compiled workflow of Rondel"))]
#[serde(deny_unknown_fields)]
pub(super) struct WorkflowFile<'a> {
    /// What the file is: always `rondel plan`.
    #[cfg_attr(feature = "schema", schemars(extend("const" = FORMAT)))]
    format: &'static str,
    /// The version of the file form.
    #[cfg_attr(feature = "schema", schemars(extend("const" = PLAN_VERSION)))]
    version: u32,
    /// The BLAKE3 hash of the content without `source`, in hexadecimal digits.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^[0-9a-f]{64}$")))]
    hash: String,
    /// The workflow.
    workflow: &'a WorkflowPlan,
}

/// A compiled workspace as a file.
#[derive(Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schema", schemars(title = "A compiled workspace of Rondel"))]
#[serde(deny_unknown_fields)]
pub(super) struct WorkspaceFile<'a> {
    /// What the file is: always `rondel plan`.
    #[cfg_attr(feature = "schema", schemars(extend("const" = FORMAT)))]
    format: &'static str,
    /// The version of the file form.
    #[cfg_attr(feature = "schema", schemars(extend("const" = PLAN_VERSION)))]
    version: u32,
    /// The BLAKE3 hash of the content, in hexadecimal digits.
    #[cfg_attr(feature = "schema", schemars(regex(pattern = "^[0-9a-f]{64}$")))]
    hash: String,
    /// The workspace.
    workspace: &'a WorkspacePlan,
}

/// A plan as a file: the same plan gives the same bytes.
#[must_use]
pub fn write(plan: &Plan) -> String {
    let (format, version, hash) = (FORMAT, PLAN_VERSION, plan.hash().to_string());
    match plan {
        Plan::Workflow(workflow) => json(&WorkflowFile { format, version, hash, workflow }),
        Plan::Workspace(workspace) => json(&WorkspaceFile { format, version, hash, workspace }),
    }
}

fn json(file: &impl Serialize) -> String {
    let mut text = serde_json::to_string_pretty(file).unwrap_or_default();
    debug_assert!(!text.is_empty(), "a plan that JSON cannot say");
    text.push('\n');
    text
}

/// The JSON Schemas of plan files, each with the name of what it describes.
#[cfg(feature = "schema")]
#[must_use]
pub fn schemas() -> [(&'static str, serde_json::Value); 2] {
    [
        ("workflow_plan", schemars::schema_for!(WorkflowFile<'_>).to_value()),
        ("workspace_plan", schemars::schema_for!(WorkspaceFile<'_>).to_value()),
    ]
}
