//! The ways in: an expression under a want becomes a checked one.

use super::types::noun;
use super::value::{Hint, unknown, value};
use super::want;
use super::{address, advice, faults};
use crate::base::Type;
use crate::program::names::Names;
use crate::program::scope::{Run, Scope};
use crate::program::{Expr, Use};
use crate::report::Reports;
use crate::syntax;
use crate::vocabulary::Want;

/// Resolves and types an expression, and checks that it is what is wanted.
///
/// What does not fit is reported and becomes unknown. `OfPlace` wants the type that
/// [`lower_as`] is told; here it takes any value.
pub(crate) fn lower(found: &syntax::Expr, want: Want, scope: &mut Scope<'_>) -> Expr {
    let hint = if want == Want::Shown { Hint::Shown } else { Hint::None };
    let lowered = value(found, hint, scope);
    want::check(found, lowered, want, scope)
}

/// Resolves and types an expression that is stored where values of type `ty` are.
pub(crate) fn lower_as(found: &syntax::Expr, ty: &Type, scope: &mut Scope<'_>) -> Expr {
    let lowered = value(found, Hint::Like(ty), scope);
    if ty.accepts(&lowered.ty) {
        address::check(&lowered, ty, scope);
        return lowered;
    }
    let report = faults::expected(&noun(ty), &lowered, scope);
    let report = advice::convert(report, ty, found, &lowered, scope);
    scope.report(report);
    unknown(lowered.span)
}

/// The type of an expression, with nothing reported and no use taken down.
pub(crate) fn infer_type(found: &syntax::Expr, run: &Run, names: &Names) -> Type {
    let mut reports = Reports::default();
    let mut uses: Vec<Use> = Vec::new();
    let mut scope = Scope {
        file: crate::base::FileId::default(),
        names,
        sketch: true,
        run,
        secrets: true,
        reports: &mut reports,
        uses: &mut uses,
    };
    value(found, Hint::None, &mut scope).ty
}
