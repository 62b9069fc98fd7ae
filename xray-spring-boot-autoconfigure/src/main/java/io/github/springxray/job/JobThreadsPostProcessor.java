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

package io.github.springxray.job;

import java.util.concurrent.Executor;

import org.jspecify.annotations.Nullable;

import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.scheduling.TaskScheduler;

/**
 * Has executors and schedulers destroyed before what records jobs, whichever was created
 * first. They interrupt what they run, and a job that ends by that is still recorded.
 */
final class JobThreadsPostProcessor implements BeanPostProcessor, BeanFactoryAware {

	private final String jobs;

	private @Nullable ConfigurableBeanFactory beanFactory;

	JobThreadsPostProcessor(String jobs) {
		this.jobs = jobs;
	}

	@Override
	public void setBeanFactory(BeanFactory beanFactory) {
		this.beanFactory = (beanFactory instanceof ConfigurableBeanFactory configurable) ? configurable : null;
	}

	@Override
	public Object postProcessAfterInitialization(Object bean, String beanName) {
		if (bean instanceof Executor || bean instanceof TaskScheduler) {
			ConfigurableBeanFactory beans = this.beanFactory;
			if (beans != null && beans.containsLocalBean(beanName) && beans.isSingleton(beanName)) {
				beans.registerDependentBean(this.jobs, beanName);
			}
		}
		return bean;
	}

}
