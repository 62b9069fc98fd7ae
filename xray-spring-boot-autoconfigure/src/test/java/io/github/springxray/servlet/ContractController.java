/*
 * Copyright 2026 the original author or authors.
 *
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *      https://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.github.springxray.servlet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.Callable;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Entity;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

import io.github.springxray.context.Subsegments;
import io.github.springxray.contract.ContractEndpoints;
import io.github.springxray.contract.HttpServerTracingContract;

/**
 * What an application can do to a request, for {@link HttpServerTracingContract}.
 */
@RestController
class ContractController extends ContractEndpoints {

	ContractController(Subsegments subsegments) {
		super(subsegments);
	}

	@GetMapping("/send-error/{status}")
	void sendError(@PathVariable int status, HttpServletResponse response) throws IOException {
		response.sendError(status);
	}

	@GetMapping("/throw-teapot")
	void failWithErrorPage() {
		throw new TeapotException();
	}

	@GetMapping("/throw-handled")
	void failHandled() {
		throw new HandledException();
	}

	@GetMapping("/throw-after-commit")
	void failAfterCommit(HttpServletResponse response) throws IOException {
		response.getOutputStream().write("begun".getBytes(StandardCharsets.UTF_8));
		response.flushBuffer();
		throw new IllegalStateException("too late");
	}

	@ExceptionHandler(HandledException.class)
	@ResponseStatus(HttpStatus.BAD_GATEWAY)
	String handle() {
		return "handled";
	}

	@GetMapping("/forward")
	void forward(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
		request.getRequestDispatcher("/hello/forwarded").forward(request, response);
	}

	@GetMapping("/include")
	void include(HttpServletRequest request, HttpServletResponse response) throws ServletException, IOException {
		request.getRequestDispatcher("/hello/included").include(request, response);
	}

	@GetMapping("/deferred")
	DeferredResult<String> deferred() {
		DeferredResult<String> result = new DeferredResult<>();
		Entity entity = AWSXRay.getTraceEntity();
		this.executor.execute(() -> {
			inside(entity, "deferred work");
			result.setResult("deferred");
		});
		return result;
	}

	@GetMapping("/deferred-json")
	DeferredResult<Map<String, String>> deferredJson() {
		DeferredResult<Map<String, String>> result = new DeferredResult<>();
		this.executor.execute(() -> result.setResult(Map.of("key", "value")));
		return result;
	}

	@GetMapping("/deferred-error")
	DeferredResult<String> deferredError() {
		DeferredResult<String> result = new DeferredResult<>();
		this.executor.execute(() -> result.setErrorResult(new IllegalStateException("deferred error")));
		return result;
	}

	@GetMapping("/deferred-timeout")
	DeferredResult<String> deferredTimeout() {
		return new DeferredResult<>(50L);
	}

	@GetMapping("/callable")
	Callable<String> callable() {
		return () -> AWSXRay.createSubsegment("called", () -> "callable");
	}

	@GetMapping("/callable-error")
	Callable<String> callableError() {
		return () -> {
			throw new IllegalStateException("callable error");
		};
	}

	@GetMapping("/sse")
	SseEmitter sse() {
		SseEmitter emitter = new SseEmitter();
		this.executor.execute(() -> {
			try {
				emitter.send("one");
				emitter.send("two");
				emitter.complete();
			}
			catch (IOException ex) {
				emitter.completeWithError(ex);
			}
		});
		return emitter;
	}

	@GetMapping("/sse-endless")
	SseEmitter sseEndless() {
		SseEmitter emitter = new SseEmitter(0L);
		this.executor.execute(() -> {
			try {
				while (!Thread.currentThread().isInterrupted()) {
					emitter.send("x".repeat(64 * 1024));
				}
			}
			catch (IOException | IllegalStateException ex) {
				emitter.completeWithError(ex);
			}
		});
		return emitter;
	}

	@GetMapping("/streaming")
	StreamingResponseBody streaming() {
		return (out) -> AWSXRay.createSubsegment("streamed", () -> write(out));
	}

	static void raw(HttpServletRequest request, HttpServletResponse response, int round) throws IOException {
		AsyncContext context = request.startAsync();
		if (round < 2) {
			context.dispatch();
			return;
		}
		context.start(() -> {
			write(response);
			context.complete();
		});
	}

	private static void write(HttpServletResponse response) {
		try {
			response.getWriter().write("raw");
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void write(java.io.OutputStream out) {
		try {
			out.write("streamed".getBytes(StandardCharsets.UTF_8));
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	@SuppressWarnings("serial")
	static class TeapotException extends RuntimeException {

	}

	@SuppressWarnings("serial")
	static class HandledException extends RuntimeException {

	}

}
