//! Which page a path is, and what a form of which path does.

use super::answer;
use super::file_ways::HandedFile;
use super::form::Fields;
use super::listening::{Served, say_busy};
use super::served::{Asked, PageFn};
use super::{claim, files, findings, lists, queue, records, undo, you};
use axum::Router;
use axum::body::{Body, HttpBody, to_bytes};
use axum::extract::{DefaultBodyLimit, FromRequest, Multipart, RawPathParams, RawQuery, Request, State};
use axum::http::{Response, StatusCode};
use axum::routing::{MethodRouter, get, post};
use std::sync::Arc;

type AtDesk = State<Arc<Served>>;

/// Every path.
pub(super) fn list_routes(served: Arc<Served>) -> Router {
    Router::new()
        .route("/", page(queue::show))
        .route("/you", page(you::show).merge(form(you::introduce)))
        .route("/claims/{claim}", page(claim::show))
        .route("/claims/{claim}/{deed}", form(claim::decide))
        .route("/articles", page(lists::show_articles))
        .route("/articles/{article}/findings", page(findings::show))
        .route("/articles/{article}/waive", form(findings::waive))
        .route("/articles/{article}/count-again", form(findings::end_waiver))
        .route("/references", page(lists::show_references))
        .route("/works", page(lists::show_works))
        .route("/people", page(records::show_people))
        .route("/people/add", form(records::add_person))
        .route("/records/{kind}/{record}", page(records::show))
        .route("/records/{kind}/{record}/{deed}", form(records::decide))
        .route("/rules", page(lists::show_rules))
        .route("/rules/{rule}", page(lists::show_rules))
        .route("/help", page(lists::show_help))
        .route("/import", page(files::show).merge(file_form(files::take_in)))
        .route("/export/{what}", page(files::hand_out))
        .route("/undo", form(undo::take_back))
        .route("/end", post(end))
        .fallback(|| async { lost() })
        .method_not_allowed_fallback(|| async { lost() })
        .with_state(served)
}

fn lost() -> Response<Body> {
    answer::say_plainly(StatusCode::NOT_FOUND, "Nothing here", "There is no such page. Go back to the first page: “/”.")
}

/// A page that is shown.
fn page(show: PageFn) -> MethodRouter<Arc<Served>> {
    get(move |State(served): AtDesk, params: RawPathParams, RawQuery(query): RawQuery| async move {
        let asked = Asked::new(list(&params), &query, Fields::default());
        answer_at_desk(&served, show, asked).await
    })
}

/// A form that is sent.
fn form(act: PageFn) -> MethodRouter<Arc<Served>> {
    post(move |State(served): AtDesk, params: RawPathParams, RawQuery(query): RawQuery, body: Body| async move {
        let path = list(&params);
        match read_form(&served, body).await {
            Ok(form) => answer_at_desk(&served, act, Asked::new(path, &query, form)).await,
            Err(refused) => refused,
        }
    })
}

/// A form with a file.
fn file_form(act: PageFn) -> MethodRouter<Arc<Served>> {
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
async fn read_form(served: &Served, body: Body) -> Result<Fields, Response<Body>> {
    let most = served.limits.form_bytes;
    let too_large = || {
        let why = "The request is larger than any form of this page. Nothing was changed.";
        answer::say_plainly(StatusCode::PAYLOAD_TOO_LARGE, "Not done", why)
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
async fn read_file_form(served: &Served, request: Request) -> Result<(Fields, HandedFile), Response<Body>> {
    let most = served.limits.file_bytes;
    let too_large = || {
        let why = format!("The file has more than {} MB. Nothing was stored.", most >> 20);
        answer::say_plainly(StatusCode::PAYLOAD_TOO_LARGE, "Not done", &why)
    };
    if request.body().size_hint().lower() > u64::try_from(most).unwrap_or(u64::MAX) {
        return Err(too_large());
    }
    let unread = || {
        let why = "The request is not a form with a file. Nothing was stored.";
        answer::say_plainly(StatusCode::BAD_REQUEST, "Not done", why)
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

async fn answer_at_desk(served: &Served, act: PageFn, asked: Asked) -> Response<Body> {
    match served.line.ask(move |desk| desk.answer(act, &asked)).await {
        Some(answer) => answer::send(answer),
        None => say_busy(),
    }
}

/// Ends the page.
async fn end(State(served): AtDesk, body: Body) -> Response<Body> {
    if let Err(refused) = read_form(&served, body).await {
        return refused;
    }
    served.ended.notify_one();
    answer::say_plainly(StatusCode::OK, "Ended", "Everything that you decided is stored. You can close this window.")
}
