(file (statement body: (block) @function.inside) @function.around)
(comment) @comment.inside
(comment)+ @comment.around
(series (_) @parameter.inside)
(pair) @entry.around
