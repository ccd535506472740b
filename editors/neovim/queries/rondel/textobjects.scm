(file (statement body: (block) @function.inner) @function.outer)
(block (statement) @block.outer)
(block (statement body: (block) @block.inner))
(comment) @comment.outer
(series (_) @parameter.inner)
(pair) @parameter.outer
