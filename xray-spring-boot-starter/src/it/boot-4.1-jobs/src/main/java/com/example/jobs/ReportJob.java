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

package com.example.jobs;

import org.quartz.JobExecutionContext;

import org.springframework.scheduling.quartz.QuartzJobBean;

/**
 * Makes a report. It is no bean: Spring Boot's job factory gives it one.
 */
public class ReportJob extends QuartzJobBean {

	private final Reports reports;

	public ReportJob(Reports reports) {
		this.reports = reports;
	}

	@Override
	protected void executeInternal(JobExecutionContext context) {
		context.setResult(this.reports.create());
	}

}
