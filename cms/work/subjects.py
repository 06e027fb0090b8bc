"""Under which name does a task's trouble stand? A job's under the job's, any other its own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult, get_date_max

from cms.work import trouble
from cms.work.models import Kind

if TYPE_CHECKING:
    from datetime import datetime

#: The one task of every job; its first argument is the job's name.
RUN_JOB = "cms.work.tasks.run_job"


def subject_of(task: DBTaskResult[Any, Any]) -> tuple[Kind, str, str]:
    """The kind, the subject and the name of the trouble a task may have.

    A job that fails in every slot is one trouble and not a new one each minute.
    """
    if task.task_path == RUN_JOB:
        job = str(task.args_kwargs["args"][0])
        return Kind.JOB, job, job
    return Kind.TASK, str(task.pk), str(task.task_path)


@trouble.puts_back(Kind.TASK)
def put_task_back(task_id: str, now: datetime) -> None:
    DBTaskResult.objects.filter(
        pk=task_id, status__in=[TaskResultStatus.FAILED, TaskResultStatus.READY]
    ).update(
        status=TaskResultStatus.READY,
        run_after=get_date_max(),
        finished_at=None,
        worker_ids=[],
        exception_class_path="",
        traceback="",
    )


@trouble.puts_back(Kind.JOB)
def put_job_back(job: str, now: datetime) -> None:
    """The turn that waits comes now; without one, the next slot brings it."""
    DBTaskResult.objects.filter(
        task_path=RUN_JOB, status=TaskResultStatus.READY, args_kwargs__args__0=job
    ).update(run_after=get_date_max())


@trouble.puts_back(Kind.PUBLICATION)
def put_publication_back(subject: str, now: datetime) -> None:
    """The job finds it due again: only the trouble held it back."""
