-- What officers say of a match is a task's request and its decision (staff_tasks). No route ever led to these.
drop table list_opinions;
