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

import org.apache.commons.logging.Log;
import org.apache.commons.logging.LogFactory;

import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;

/**
 * A job that no request asks for. Nothing here is about tracing: each run of a scheduled
 * method is a trace of its own.
 */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
class UserStatistics {

	private static final Log logger = LogFactory.getLog(UserStatistics.class);

	private final UserRepository users;

	UserStatistics(UserRepository users) {
		this.users = users;
	}

	@Scheduled(initialDelayString = "${sample.statistics.initial-delay}",
			fixedDelayString = "${sample.statistics.delay}")
	void count() {
		logger.info("There are " + this.users.count() + " users");
	}

}
