//! Which page a path is, and what a form of which path does.

use super::answer;
use super::file_ways::HandedFile;
use super::form::Fields;
use super::listening::{ServedPages, answer_busy};
use super::served::{Asked, PageFn};
use super::{claim, files, findings, lists, queue, records, undo, you};
use axum::Router;
use axum::body::{Body, HttpBody, to_bytes};
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, RawPathParams, RawQuery, Request, State};
use axum::http::{Response, StatusCode};
use axum::routing::{MethodRouter, get, post};
use std::sync::Arc;

type AtDesk = State<Arc<ServedPages>>;

/// Every path.
pub(super) fn list_routes(served: Arc<ServedPages>) -> Router {
    Router::new()
        .route("/", route_page(queue::show))
        .route("/you", route_page(you::show).merge(route_form(you::introduce)))
        .route("/claims/{claim}", route_page(claim::show))
        .route("/claims/{claim}/{deed}", route_form(claim::decide))
        .route("/articles", route_page(lists::show_articles))
        .route("/articles/{article}/findings", route_page(findings::show))
        .route("/articles/{article}/waive", route_form(findings::waive))
        .route("/articles/{article}/count-again", route_form(findings::end_waiver))
        .route("/references", route_page(lists::show_references))
        .route("/works", route_page(lists::show_works))
        .route("/people", route_page(records::show_people))
        .route("/people/add", route_form(records::add_person))
        .route("/records/{kind}/{record}", route_page(records::show))
        .route("/records/{kind}/{record}/{deed}", route_form(records::decide))
        .route("/rules", route_page(lists::show_rules))
        .route("/rules/{rule}", route_page(lists::show_rules))
        .route("/help", route_page(lists::show_help))
        .route("/import", route_page(files::show).merge(route_file_form(files::take_in)))
        .route("/export/{what}", route_page(files::hand_out))
        .route("/undo", route_form(undo::take_back))
        .route("/end", post(stop_server))
        .fallback(|| async { answer_lost() })
        .method_not_allowed_fallback(|| async { answer_lost() })
        .with_state(served)
}

fn answer_lost() -> Response<Body> {
    answer::answer_plainly(
        StatusCode::NOT_FOUND,
        "Nothing here",
        "There is no such page. Go back to the first page: “/”.",
    )
}

/// A page that is shown.
fn route_page(show: PageFn) -> MethodRouter<Arc<ServedPages>> {
    get(move |State(served): AtDesk, params: RawPathParams, RawQuery(query): RawQuery| async move {
        let asked = Asked::new(list(&params), &query, Fields::default());
        answer_at_desk(&served, show, asked).await
    })
}

/// A form that is sent.
fn route_form(act: PageFn) -> MethodRouter<Arc<ServedPages>> {
    post(move |State(served): AtDesk, params: RawPathParams, RawQuery(query): RawQuery, body: Body| async move {
        let path = list(&params);
        match read_form(&served, body).await {
            Ok(form) => answer_at_desk(&served, act, Asked::new(path, &query, form)).await,
            Err(refused) => refused,
        }
    })
}

/// A form with a file.
fn route_file_form(act: PageFn) -> MethodRouter<Arc<ServedPages>> {
    // Counted as it is read.
    post(move |State(served): AtDesk, request: Request| async move {
        match read_file_form(&served, request).await {
            Ok((form, file)) => {
                answer_at_desk(&served, act, Asked { form, file: Some(file), ..Asked::default() }).await
            }
            Err(refused) => refused,
        }
    })
    .layer(DefaultBodyLimit::disable())
}

fn list(params: &RawPathParams) -> Vec<String> {
    params.iter().map(|(_, value)| value.to_owned()).collect()
}

/// A form's fields, where it is one of this run's.
async fn read_form(served: &ServedPages, body: Body) -> Result<Fields, Response<Body>> {
    let most = served.limits.form_bytes;
    let too_large = || {
        let why = "The request is larger than any form of this page. Nothing was changed.";
        answer::answer_plainly(StatusCode::PAYLOAD_TOO_LARGE, "Not done", why)
    };
    // Whoever says that more is coming is not waited for.
    if body.size_hint().lower() > u64::try_from(most).unwrap_or(u64::MAX) {
        return Err(too_large());
    }
    let bytes = to_bytes(body, most).await.map_err(|_| too_large())?;
    let form = Fields::read(&bytes);
    served.gate.check_form(form.get("token")).map_err(answer::refuse)?;
    Ok(form)
}

/// A form's fields and its file. The token comes first: without it, no file is read.
async fn read_file_form(served: &ServedPages, request: Request) -> Result<(Fields, HandedFile), Response<Body>> {
    let most = served.limits.file_bytes;
    let too_large = || {
        let why = format!("The file has more than {} MB. Nothing was stored.", most >> 20);
        answer::answer_plainly(StatusCode::PAYLOAD_TOO_LARGE, "Not done", &why)
    };
    if request.body().size_hint().lower() > u64::try_from(most).unwrap_or(u64::MAX) {
        return Err(too_large());
    }
    let unread = || {
        let why = "The request is not a form with a file. Nothing was stored.";
        answer::answer_plainly(StatusCode::BAD_REQUEST, "Not done", why)
    };
    let mut parts = Multipart::from_request(request, &()).await.map_err(|_| unread())?;
    let (mut form, mut file, mut read) = (Fields::default(), HandedFile::default(), 0);
    while let Some(mut part) = parts.next_field().await.map_err(|_| unread())? {
        let name = part.name().unwrap_or_default().to_owned();
        let file_name = part.file_name().map(name_file);
        if name != "token" {
            served.gate.check_form(form.get("token")).map_err(answer::refuse)?;
        }
        let mut bytes = Vec::new();
        while let Some(chunk) = part.chunk().await.map_err(|_| unread())? {
            read += chunk.len();
            if read > most {
                return Err(too_large());
            }
            bytes.extend_from_slice(&chunk);
        }
        match file_name {
            Some(file_name) => file = HandedFile { name: file_name, bytes, article: None },
            None => form.push(&name, String::from_utf8_lossy(&bytes).into_owned()),
        }
    }
    served.gate.check_form(form.get("token")).map_err(answer::refuse)?;
    Ok((form, file))
}

/// A file's name without any folder, and without what cannot be seen.
fn name_file(sent: &str) -> String {
    let name = sent.rsplit(['/', '\\']).next().unwrap_or_default();
    name.chars().filter(|c| !crate::text::visible::is_hidden(*c)).take(200).collect::<String>().trim().to_owned()
}

async fn answer_at_desk(served: &ServedPages, act: PageFn, asked: Asked) -> Response<Body> {
    match served.line.ask(move |desk| desk.answer(act, &asked)).await {
        Some(answer) => answer::send(answer),
        None => answer_busy(),
    }
}

/// Ends the page.
async fn stop_server(State(served): AtDesk, body: Body) -> Response<Body> {
    if let Err(refused) = read_form(&served, body).await {
        return refused;
    }
    served.ended.notify_one();
    answer::answer_plainly(StatusCode::OK, "Ended", "Everything that you decided is stored. You can close this window.")
}
