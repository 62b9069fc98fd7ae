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

import java.util.ArrayList;
import java.util.List;

import org.quartz.JobBuilder;
import org.quartz.JobDetail;
import org.quartz.Trigger;
import org.quartz.TriggerBuilder;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.support.ListItemReader;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/**
 * Imports users when it starts, and makes a report.
 */
@SpringBootApplication
public class JobsApplication {

	public static void main(String[] args) {
		SpringApplication.run(JobsApplication.class, args);
	}

	@Bean
	Job importUsers(JobRepository repository) {
		List<String> written = new ArrayList<>();
		Step load = new StepBuilder("load", repository).<String, String>chunk(2)
			.reader(new ListItemReader<>(List.of("Ada", "Grace", "Linus")))
			.writer((chunk) -> written.addAll(chunk.getItems()))
			.build();
		return new org.springframework.batch.core.job.builder.JobBuilder("importUsers", repository).start(load).build();
	}

	@Bean
	JobDetail report() {
		return JobBuilder.newJob(ReportJob.class).withIdentity("report", "sales").storeDurably().build();
	}

	@Bean
	Trigger reportOnce(JobDetail report) {
		return TriggerBuilder.newTrigger().forJob(report).startNow().build();
	}

}
