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

package io.github.springxray.executor;

import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import com.amazonaws.xray.AWSXRay;
import com.amazonaws.xray.entities.Segment;
import com.amazonaws.xray.listeners.SegmentListener;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.scheduling.TaskScheduler;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.AsyncConfigurer;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.scheduling.concurrent.ThreadPoolTaskScheduler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;
import org.springframework.web.context.request.async.WebAsyncTask;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

import io.github.springxray.XRayContext;

/**
 * Does work on many threads at the same time, each piece of which leaves its number on
 * all that it records.
 */
@Configuration(proxyBeanMethods = false)
@EnableAsync
@EnableScheduling
@Import({ MixedWorkApplication.Controller.class, MixedWorkApplication.AsyncMethods.class })
class MixedWorkApplication {

	static final String NUMBER = "number";

	static final long SECONDS = 30;

	/**
	 * Record something.
	 */
	static <T> T record(String name, int number, Callable<T> work) throws Exception {
		AWSXRay.beginSubsegment(name).putAnnotation(NUMBER, number);
		try {
			return work.call();
		}
		catch (Exception ex) {
			AWSXRay.getCurrentSubsegment().addException(ex);
			throw ex;
		}
		finally {
			AWSXRay.endSubsegment();
		}
	}

	static String record(String name, int number) throws Exception {
		return record(name, number, () -> "done");
	}

	static <T> T get(Future<T> future) throws Exception {
		return future.get(SECONDS, TimeUnit.SECONDS);
	}

	@Bean
	AsyncConfigurer asyncConfigurer() {
		ExecutorService own = Executors.newFixedThreadPool(4);
		return new AsyncConfigurer() {

			@Override
			public Executor getAsyncExecutor() {
				return own;
			}

		};
	}

	/**
	 * Tasks wait for others of the same pool, so it has a thread for each.
	 */
	@Bean
	ThreadPoolTaskExecutor applicationTaskExecutor() {
		ThreadPoolTaskExecutor executor = new ThreadPoolTaskExecutor();
		executor.setCorePoolSize(4);
		executor.setQueueCapacity(0);
		return executor;
	}

	@Bean
	ExecutorService service() {
		return Executors.newCachedThreadPool();
	}

	@Bean
	SimpleAsyncTaskExecutor simple() {
		return new SimpleAsyncTaskExecutor("simple-");
	}

	@Bean
	ThreadPoolTaskScheduler taskScheduler() {
		ThreadPoolTaskScheduler scheduler = new ThreadPoolTaskScheduler();
		scheduler.setPoolSize(3);
		return scheduler;
	}

	/**
	 * A thread for each task: virtual ones where Java has them.
	 */
	@Bean
	ExecutorService perTask() throws ReflectiveOperationException {
		return (Runtime.version().feature() < 21) ? Executors.newCachedThreadPool()
				: (ExecutorService) Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
	}

	@Bean
	Work work(ThreadPoolTaskExecutor applicationTaskExecutor, ExecutorService service, SimpleAsyncTaskExecutor simple,
			ExecutorService perTask, TaskScheduler taskScheduler) {
		return new Work(applicationTaskExecutor, service, simple, perTask, taskScheduler);
	}

	@Bean
	MixedWorkJobs jobs(Work work) {
		return new MixedWorkJobs(work);
	}

	@Bean
	SegmentListener begunSegments() {
		return new BegunSegments();
	}

	/**
	 * What is done in requests and in jobs.
	 */
	record Work(AsyncTaskExecutor pool, ExecutorService service, AsyncTaskExecutor simple, ExecutorService perTask,
			TaskScheduler scheduler) {

		String nested(int number) throws Exception {
			return get(this.pool.submit(() -> record("outer", number, () -> get(this.service.submit(
					() -> record("middle", number, () -> get(this.simple.submit(() -> record("inner", number)))))))));
		}

		String fork(int number) throws Exception {
			Future<String> left = this.perTask.submit(() -> record("fork", number));
			Future<String> right = this.perTask.submit(() -> record("fork", number));
			return get(left) + get(right);
		}

		String structured(int number) throws Exception {
			if (Runtime.version().feature() < 25) {
				return fork(number);
			}
			try (AutoCloseable scope = StructuredScope.open(XRayContext.threadFactory())) {
				StructuredScope.fork(scope, () -> record("fork", number));
				StructuredScope.fork(scope, () -> record("fork", number));
				StructuredScope.join(scope);
			}
			return "structured";
		}

		String cancelled(int number) throws Exception {
			CountDownLatch running = new CountDownLatch(1);
			CountDownLatch over = new CountDownLatch(1);
			Future<?> task = this.simple.submit(() -> {
				try {
					record("interrupted", number, () -> {
						running.countDown();
						return new CountDownLatch(1).await(SECONDS, TimeUnit.SECONDS);
					});
				}
				finally {
					over.countDown();
				}
				return null;
			});
			running.await(SECONDS, TimeUnit.SECONDS);
			task.cancel(true);
			over.await(SECONDS, TimeUnit.SECONDS);
			return "cancelled";
		}

		String scheduled(int number) throws Exception {
			CompletableFuture<String> done = new CompletableFuture<>();
			this.scheduler.schedule(() -> {
				try {
					done.complete(record("scheduled", number));
				}
				catch (Exception ex) {
					done.completeExceptionally(ex);
				}
			}, Instant.now());
			return get(done);
		}

		String job(int number) throws Exception {
			return get(this.pool.submit(() -> {
				Segment segment = AWSXRay.beginSegment("job");
				segment.putAnnotation(NUMBER, number);
				try {
					return nested(number % 2, number);
				}
				finally {
					AWSXRay.endSegment();
				}
			}));
		}

		String nested(int kind, int number) throws Exception {
			return (kind == 0) ? fork(number) : get(this.service.submit(() -> record("done", number)));
		}

	}

	static class AsyncMethods {

		@Async
		public CompletableFuture<String> own(int number) throws Exception {
			return CompletableFuture.completedFuture(record("async", number));
		}

		@Async("applicationTaskExecutor")
		public CompletableFuture<String> bean(int number) throws Exception {
			return CompletableFuture.completedFuture(record("async", number));
		}

	}

	@RestController
	static class Controller {

		private final Work work;

		private final AsyncMethods methods;

		private final ExecutorService service;

		Controller(Work work, AsyncMethods methods, ExecutorService service) {
			this.work = work;
			this.methods = methods;
			this.service = service;
		}

		private static void begin(int number) {
			AWSXRay.getCurrentSegmentOptional().ifPresent((segment) -> segment.putAnnotation(NUMBER, number));
		}

		@GetMapping("/mixed/{kind}/{number}")
		String plain(@PathVariable String kind, @PathVariable int number) throws Exception {
			begin(number);
			return switch (kind) {
				case "sync" -> record("sync", number);
				case "async" -> get(this.methods.own(number)) + get(this.methods.bean(number));
				case "nested" -> this.work.nested(number);
				case "fork" -> this.work.fork(number);
				case "structured" -> this.work.structured(number);
				case "cancelled" -> this.work.cancelled(number);
				case "scheduled" -> this.work.scheduled(number);
				default -> throw new IllegalArgumentException(kind);
			};
		}

		@GetMapping("/mixed/fail/{number}")
		CompletableFuture<String> fail(@PathVariable int number) {
			begin(number);
			return CompletableFuture.supplyAsync(() -> {
				try {
					return record("failed", number, () -> {
						throw new IllegalStateException("failed");
					});
				}
				catch (Exception ex) {
					throw new IllegalStateException(ex);
				}
			}, this.service);
		}

		@GetMapping("/mixed/callable/{number}")
		Callable<String> callable(@PathVariable int number) {
			begin(number);
			return () -> this.work.nested(number);
		}

		@GetMapping("/mixed/task/{number}")
		WebAsyncTask<String> task(@PathVariable int number) {
			begin(number);
			return new WebAsyncTask<>(null, new SimpleAsyncTaskExecutor("own-"), () -> record("task", number));
		}

		@GetMapping("/mixed/deferred/{number}")
		DeferredResult<String> deferred(@PathVariable int number) {
			begin(number);
			DeferredResult<String> result = new DeferredResult<>();
			this.service.execute(() -> {
				try {
					result.setResult(record("deferred", number));
				}
				catch (Exception ex) {
					result.setErrorResult(ex);
				}
			});
			return result;
		}

		/**
		 * The container looks for timeouts once a second.
		 */
		@GetMapping("/mixed/timeout/{number}")
		DeferredResult<String> timeout(@PathVariable int number) throws Exception {
			begin(number);
			get(this.service.submit(() -> record("timeout", number)));
			return new DeferredResult<>(1L);
		}

		@GetMapping("/mixed/events/{number}")
		SseEmitter events(@PathVariable int number) {
			begin(number);
			SseEmitter emitter = new SseEmitter();
			this.service.execute(() -> {
				try {
					record("event", number);
					emitter.send("one");
					record("event", number);
					emitter.complete();
				}
				catch (Exception ex) {
					emitter.completeWithError(ex);
				}
			});
			return emitter;
		}

		/**
		 * Answers first and works then, which may be before the segment has left or
		 * after.
		 */
		@GetMapping("/mixed/late/{number}")
		String late(@PathVariable int number) throws IOException {
			begin(number);
			this.service.execute(() -> {
				try {
					this.work.nested(number);
				}
				catch (Exception ex) {
					throw new IllegalStateException(ex);
				}
			});
			return "late";
		}

	}

}
