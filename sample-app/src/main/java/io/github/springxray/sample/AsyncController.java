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

import org.springframework.core.task.AsyncTaskExecutor;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.async.DeferredResult;

/**
 * Answers from another thread. The executor is Spring Boot's, and takes the trace along
 * as every executor does that is a bean.
 */
@RestController
class AsyncController {

	private final ReportService reports;

	private final AsyncTaskExecutor executor;

	AsyncController(ReportService reports, AsyncTaskExecutor applicationTaskExecutor) {
		this.reports = reports;
		this.executor = applicationTaskExecutor;
	}

	@GetMapping("/async")
	DeferredResult<Report> report() {
		DeferredResult<Report> result = new DeferredResult<>();
		this.executor.execute(() -> {
			try {
				result.setResult(this.reports.create());
			}
			catch (RuntimeException ex) {
				result.setErrorResult(ex);
			}
		});
		return result;
	}

}
