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
import java.io.OutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

import jakarta.annotation.PreDestroy;
import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import reactor.core.publisher.Flux;

import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyEmitter;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;
import org.springframework.web.servlet.mvc.method.annotation.StreamingResponseBody;

/**
 * Requests that wait, and are answered when the time is up; and streams that go on until
 * the client leaves, which the application keeps to itself.
 */
@RestController
class LongPollingController {

	private final ExecutorService executor = Executors.newCachedThreadPool();

	@PreDestroy
	void close() {
		this.executor.shutdownNow();
	}

	@GetMapping("/poll-value")
	DeferredResult<String> value() {
		return new DeferredResult<>(50L, "nothing new");
	}

	@GetMapping("/poll-callback/{status}")
	DeferredResult<ResponseEntity<String>> callback(@PathVariable int status) {
		DeferredResult<ResponseEntity<String>> result = new DeferredResult<>(50L);
		result.onTimeout(() -> result.setResult(ResponseEntity.status(status).build()));
		return result;
	}

	@GetMapping("/poll-task")
	WebAsyncTask<String> task() {
		CountDownLatch completed = new CountDownLatch(1);
		WebAsyncTask<String> task = new WebAsyncTask<>(50L, () -> untilCompletionOf(completed));
		task.onTimeout(() -> "nothing new");
		task.onCompletion(completed::countDown);
		return task;
	}

	/**
	 * Spring interrupts what takes too long, and the exception of that would be as good
	 * an answer as the one to the timeout.
	 */
	private static String untilCompletionOf(CountDownLatch request) {
		while (request.getCount() > 0) {
			try {
				request.await();
			}
			catch (InterruptedException ex) {
				continue;
			}
		}
		return "never";
	}

	@GetMapping("/poll-sse")
	SseEmitter sse() throws IOException {
		SseEmitter emitter = new SseEmitter(50L);
		emitter.send("one");
		emitter.onTimeout(emitter::complete);
		return emitter;
	}

	@GetMapping("/poll-raw/{status}")
	void raw(@PathVariable int status, HttpServletRequest request, HttpServletResponse response) {
		AsyncContext context = (status == 201) ? request.startAsync() : request.startAsync(request, response);
		context.setTimeout(50);
		context.addListener(new Answer(response, status));
	}

	@GetMapping("/poll-nothing")
	void nothing(HttpServletRequest request, HttpServletResponse response) {
		AsyncContext context = request.startAsync(request, response);
		context.setTimeout(50);
		context.addListener(new Answer(response, 0));
	}

	@GetMapping("/leave-sse")
	SseEmitter leaveSse() {
		SseEmitter emitter = new SseEmitter(0L);
		this.executor.execute(() -> untilTheClientLeaves(() -> emitter.send("x".repeat(64 * 1024))));
		return emitter;
	}

	@GetMapping("/leave-emitter")
	ResponseBodyEmitter leaveEmitter() {
		ResponseBodyEmitter emitter = new ResponseBodyEmitter(0L);
		this.executor.execute(() -> untilTheClientLeaves(() -> emitter.send("x".repeat(64 * 1024))));
		return emitter;
	}

	@GetMapping("/leave-streaming")
	StreamingResponseBody leaveStreaming() {
		return (out) -> untilTheClientLeaves(() -> write(out));
	}

	@GetMapping(path = "/leave-flux", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
	Flux<String> leaveFlux() {
		return Flux.generate((sink) -> sink.next("x".repeat(64 * 1024)));
	}

	@GetMapping("/leave-raw")
	void leaveRaw(HttpServletRequest request, HttpServletResponse response) {
		AsyncContext context = request.startAsync();
		context.setTimeout(0);
		this.executor.execute(() -> untilTheClientLeaves(() -> write(context.getResponse().getOutputStream())));
	}

	@GetMapping("/leave-raw-wrapped")
	void leaveRawWrapped(HttpServletRequest request, HttpServletResponse response) {
		AsyncContext context = request.startAsync(request, response);
		context.setTimeout(0);
		this.executor.execute(() -> untilTheClientLeaves(() -> write(context.getResponse().getOutputStream())));
	}

	@GetMapping("/leave-writer")
	void leaveWriter(HttpServletRequest request, HttpServletResponse response) {
		AsyncContext context = request.startAsync();
		context.setTimeout(0);
		this.executor.execute(() -> untilTheClientLeaves(() -> {
			context.getResponse().getWriter().write("x".repeat(64 * 1024));
			if (context.getResponse().getWriter().checkError()) {
				throw new IOException("the client has left");
			}
		}));
	}

	private static void write(OutputStream out) throws IOException {
		out.write(new byte[64 * 1024]);
		out.flush();
	}

	private static void untilTheClientLeaves(Sending sending) {
		try {
			while (!Thread.currentThread().isInterrupted()) {
				sending.send();
			}
		}
		catch (IOException | IllegalStateException ex) {
			// Nobody is told
		}
	}

	private interface Sending {

		void send() throws IOException;

	}

	private record Answer(HttpServletResponse response, int status) implements AsyncListener {

		@Override
		public void onTimeout(AsyncEvent event) {
			if (this.status > 0) {
				this.response.setStatus(this.status);
			}
			event.getAsyncContext().complete();
		}

		@Override
		public void onComplete(AsyncEvent event) {
			// Nothing is left to do
		}

		@Override
		public void onError(AsyncEvent event) {
			// There is none
		}

		@Override
		public void onStartAsync(AsyncEvent event) {
			// It is not begun again
		}

	}

}
