/* Points drawn by WebGL. Each is as large as its pixel was, seen from where the eye is now. */
Cavendish.cloudGl = (() => {
  const VERTEX = `
    attribute vec3 position; attribute vec3 colour; varying vec3 shown;
    uniform mat4 view; uniform vec2 focal; uniform float farM; uniform float pixel;
    void main() {
      vec4 at = view * vec4(position, 1.0);
      float away = max(-at.z, 1e-4);
      shown = colour;
      gl_Position = vec4(focal * at.xy, away * (2.0 * away / (away + 60.0) - 1.0), away);
      gl_PointSize = clamp(pixel * -position.z / away, 1.0, 24.0);
      if (-position.z > farM || -at.z < 0.01) gl_Position = vec4(2.0, 2.0, 2.0, 1.0);
    }`;
  const FRAGMENT = `precision mediump float; varying vec3 shown; void main() { gl_FragColor = vec4(shown, 1.0); }`;

  function program(gl) {
    const made = gl.createProgram();
    for (const [kind, text] of [[gl.VERTEX_SHADER, VERTEX], [gl.FRAGMENT_SHADER, FRAGMENT]]) {
      const shader = gl.createShader(kind);
      gl.shaderSource(shader, text);
      gl.compileShader(shader);
      gl.attachShader(made, shader);
    }
    gl.linkProgram(made);
    if (!gl.getProgramParameter(made, gl.LINK_STATUS)) throw new Error(gl.getProgramInfoLog(made));
    return made;
  }

  function attribute(gl, made, name, kind, normalised) {
    const buffer = gl.createBuffer();
    const location = gl.getAttribLocation(made, name);
    gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
    gl.enableVertexAttribArray(location);
    gl.vertexAttribPointer(location, 3, kind, normalised, 0, 0);
    return (data) => {
      gl.bindBuffer(gl.ARRAY_BUFFER, buffer);
      gl.bufferData(gl.ARRAY_BUFFER, data, gl.STATIC_DRAW);
    };
  }

  /** Return { positions, colours, draw, end }, or null where there is no WebGL. */
  function create(canvas) {
    const gl = canvas.getContext("webgl", { antialias: false, alpha: true });
    if (!gl) return null;
    const made = program(gl);
    gl.useProgram(made);
    gl.enable(gl.DEPTH_TEST);
    const uniform = (name) => gl.getUniformLocation(made, name);
    const [view, focal, farM, pixel] = ["view", "focal", "farM", "pixel"].map(uniform);
    let count = 0;
    const fillPositions = attribute(gl, made, "position", gl.FLOAT, false);
    return {
      positions(data) { count = data.length / 3; fillPositions(data); },
      colours: attribute(gl, made, "colour", gl.UNSIGNED_BYTE, true),
      draw(look) {
        const [a, b, c] = look.view;
        gl.viewport(0, 0, canvas.width, canvas.height);
        gl.clearColor(0, 0, 0, 0);
        gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
        gl.uniformMatrix4fv(view, false, [0, 1, 2, 3].flatMap((column) => [a[column], b[column], c[column], column === 3 ? 1 : 0]));
        gl.uniform2f(focal, look.focal[0], look.focal[1]);
        gl.uniform1f(farM, look.farM);
        gl.uniform1f(pixel, look.pixel);
        gl.drawArrays(gl.POINTS, 0, count);
      },
      end() { gl.getExtension("WEBGL_lose_context")?.loseContext(); },
    };
  }

  return { create };
})();
