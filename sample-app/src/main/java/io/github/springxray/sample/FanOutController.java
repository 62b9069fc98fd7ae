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

package io.github.springxray.sample;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;

import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

import io.github.springxray.XRayContext;

/**
 * Works on many threads under one segment: methods with {@code @Async} need nothing for
 * it, and threads of one's own a factory that carries the trace. These are virtual ones
 * from Java 21 on.
 */
@RestController
class FanOutController {

	private final ThreadFactory threads = XRayContext.threadFactory();

	private final AsyncReports asyncReports;

	private final ReportService reports;

	FanOutController(AsyncReports asyncReports, ReportService reports) {
		this.asyncReports = asyncReports;
		this.reports = reports;
	}

	@GetMapping("/fan-out")
	List<Report> fanOut() throws Exception {
		List<Report> all = new ArrayList<>();
		List<CompletableFuture<Report>> async = List.of(this.asyncReports.create(), this.asyncReports.create());
		for (CompletableFuture<Report> report : async) {
			all.add(report.get());
		}
		for (Future<Report> report : List.of(start(this.reports::create), start(this.reports::create))) {
			all.add(report.get());
		}
		return all;
	}

	private Future<Report> start(Callable<Report> task) {
		FutureTask<Report> future = new FutureTask<>(task);
		this.threads.newThread(future).start();
		return future;
	}

}
