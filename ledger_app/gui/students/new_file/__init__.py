"""新建档案: a child's file begun on one page, after a look at who is there already."""
