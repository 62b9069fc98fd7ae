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

package io.github.springxray.batch;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;

import com.amazonaws.xray.AWSXRay;
import org.junit.jupiter.api.Test;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.configuration.annotation.EnableBatchProcessing;
import org.springframework.batch.core.job.AbstractJob;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.builder.FlowBuilder;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.job.flow.Flow;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.listener.JobExecutionListener;
import org.springframework.batch.core.partition.support.SimplePartitioner;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.support.ListItemReader;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.task.SimpleAsyncTaskExecutor;
import org.springframework.core.task.support.TaskExecutorAdapter;

import io.github.springxray.test.RecordedEntity;
import io.github.springxray.test.RecordedTraces;
import io.github.springxray.testsupport.JobApplications;

import static io.github.springxray.test.XRayAssertions.assertThat;

/**
 * Jobs of Spring Batch.
 */
class BatchJobsIntegrationTests {

	private final ApplicationContextRunner runner = JobApplications.runner(XRayBatchAutoConfiguration.class)
		.withUserConfiguration(Jobs.class);

	@Test
	void aJobIsASegmentAndEachStepASubsegment() {
		this.runner.run((context) -> {
			RecordedTraces traces = context.getBean(RecordedTraces.class);
			assertThat(start(context, "importUsers").getStatus()).isEqualTo(BatchStatus.COMPLETED);
			RecordedEntity segment = traces.takeSegment();
			assertThat(segment).hasName("orders").hasAnnotation("job", "importUsers").isComplete().isNotFault();
			assertThat(segment).hasSubsegmentsExactly("prepare", "load");
			assertThat(segment.subsegment("prepare")).hasSubsegmentsExactly("inside");
			assertThat(segment.subsegment("load")).hasMetadata("batch", "read", 5)
				.hasMetadata("batch", "written", 5)
				.hasMetadata("batch", "exit_code", "COMPLETED");
			traces.assertClean();
		});
	}

	@Test
	void chunksAreSubsegmentsOnDemand() {
		this.runner.withPropertyValues("xray.batch.chunks=true").run((context) -> {
			start(context, "importUsers");
			RecordedEntity segment = context.getBean(RecordedTraces.class).takeSegment();
			assertThat(segment.subsegment("load")).hasSubsegmentsExactly("chunk", "chunk", "chunk");
		});
	}

	@Test
	void anExceptionIsAFaultOfTheStepAndTheJob() {
		this.runner.run((context) -> {
			RecordedTraces traces = context.getBean(RecordedTraces.class);
			JobExecution execution = start(context, "fails");
			assertThat(execution.getStatus()).isEqualTo(BatchStatus.FAILED);
			assertThat(execution.getAllFailureExceptions()).hasSize(1);
			RecordedEntity segment = traces.takeSegment();
			assertThat(segment).isFault().hasException(IllegalStateException.class);
			assertThat(segment.subsegment("broken")).isFault()
				.hasException(IllegalStateException.class)
				.hasExceptionMessage("broken");
			traces.assertClean();
		});
	}

	@Test
	void aListenerThatFailsLeavesNothingBehind() {
		this.runner.run((context) -> {
			RecordedTraces traces = context.getBean(RecordedTraces.class);
			start(context, "badListeners");
			assertThat(traces.takeSegment()).hasAnnotation("job", "badListeners").isFault();
			traces.assertClean();
			start(context, "importUsers");
			assertThat(traces.takeSegment()).hasAnnotation("job", "importUsers").hasParentId(null);
		});
	}

	@Test
	void stepsThatRunAtTheSameTimeAreBeneathTheirJob() {
		this.runner.run((context) -> {
			RecordedTraces traces = context.getBean(RecordedTraces.class);
			start(context, "split");
			RecordedEntity segment = traces.takeSegment();
			assertThat(segment.subsegments()).extracting(RecordedEntity::name)
				.containsExactlyInAnyOrder("left", "right");
			assertThat(segment.subsegment("left")).hasSubsegmentsExactly("inside");
			assertThat(context.getBean("split", AbstractJob.class).getStepNames()).containsExactlyInAnyOrder("left",
					"right");
			traces.assertClean();
		});
	}

	@Test
	void partitionsAreBeneathTheStepThatHandsThemOut() {
		this.runner.run((context) -> {
			RecordedTraces traces = context.getBean(RecordedTraces.class);
			assertThat(start(context, "partitioned").getStatus()).isEqualTo(BatchStatus.COMPLETED);
			RecordedEntity segment = traces.takeSegment();
			assertThat(segment).hasAnnotation("job", "partitioned").isNotFault().isComplete();
			List<String> names = new ArrayList<>();
			List<String> within = new ArrayList<>();
			collect(segment, names, within);
			assertThat(names).containsExactlyInAnyOrder("manager", "worker:partition0", "worker:partition1",
					"worker:partition2");
			assertThat(within).containsExactlyInAnyOrder("worker:partition0", "worker:partition1", "worker:partition2");
			traces.assertClean();
		});
	}

	@Test
	void aPartitionThatFailsIsAFaultAndTheOthersAreNot() {
		this.runner.run((context) -> {
			RecordedTraces traces = context.getBean(RecordedTraces.class);
			assertThat(start(context, "partitionFails").getStatus()).isEqualTo(BatchStatus.FAILED);
			RecordedEntity segment = traces.takeSegment();
			assertThat(segment).isFault();
			List<RecordedEntity> failed = new ArrayList<>();
			RecordedEntity manager = segment.subsegment("manager");
			for (RecordedEntity each : segment.subsegments()) {
				(each.isFault() ? failed : new ArrayList<RecordedEntity>()).add(each);
			}
			for (RecordedEntity each : manager.subsegments()) {
				(each.isFault() ? failed : new ArrayList<RecordedEntity>()).add(each);
			}
			assertThat(failed).extracting(RecordedEntity::name)
				.containsExactlyInAnyOrder("manager", "failing:partition1");
			traces.assertClean();
		});
	}

	@Test
	void stepsOfAFlowAndTheJobThatAreStepsThemselvesAreBeneathThem() {
		this.runner.run((context) -> {
			RecordedTraces traces = context.getBean(RecordedTraces.class);
			assertThat(start(context, "nested").getStatus()).isEqualTo(BatchStatus.COMPLETED);
			RecordedEntity segment = traces.takeSegment();
			assertThat(segment).hasAnnotation("job", "nested").hasSubsegmentsExactly("flow", "job");
			assertThat(segment.subsegment("flow")).hasSubsegmentsExactly("first");
			RecordedEntity inner = segment.subsegment("job").subsegment("inner");
			assertThat(inner).hasAnnotation("job", "inner").hasSubsegmentsExactly("second");
			traces.assertClean();
		});
	}

	private static void collect(RecordedEntity parent, List<String> names, List<String> within) {
		for (RecordedEntity child : parent.subsegments()) {
			if (child.name().equals("inside")) {
				within.add(parent.name());
			}
			else {
				names.add(child.name());
			}
			collect(child, names, within);
		}
	}

	@Test
	void aJobWithinARequestIsAPartOfIt() {
		this.runner.run((context) -> {
			RecordedTraces traces = context.getBean(RecordedTraces.class);
			AWSXRay.beginSegment("request");
			start(context, "importUsers");
			AWSXRay.endSegment();
			RecordedEntity segment = traces.takeSegment("request");
			assertThat(segment).hasSubsegmentsExactly("importUsers");
			assertThat(segment.subsegment("importUsers")).hasSubsegmentsExactly("prepare", "load");
		});
	}

	@Test
	void aJobThatIsNotSampledRecordsNothing() {
		this.runner.withPropertyValues("xray.sampling.strategy=none").run((context) -> {
			start(context, "split");
			context.getBean(RecordedTraces.class).assertClean();
		});
	}

	@Test
	void isNotThereWhenSwitchedOffOrWithoutSpringBatch() {
		for (String property : new String[] { "xray.enabled=false", "xray.batch.enabled=false" }) {
			this.runner.withPropertyValues(property).run((context) -> {
				assertThat(context).doesNotHaveBean(BatchTracing.class).doesNotHaveBean(BatchPostProcessor.class);
				start(context, "importUsers");
				context.getBean(RecordedTraces.class).assertClean();
			});
		}
		JobApplications.runner(XRayBatchAutoConfiguration.class)
			.withClassLoader(new FilteredClassLoader("org.springframework.batch"))
			.run((context) -> assertThat(context).hasNotFailed().doesNotHaveBean(XRayBatchAutoConfiguration.class));
	}

	private static JobExecution start(ApplicationContext context, String job) throws Exception {
		return context.getBean(JobOperator.class).start(context.getBean(job, Job.class), new JobParameters());
	}

	@Configuration(proxyBeanMethods = false)
	@EnableBatchProcessing
	static class Jobs {

		@Bean
		Job importUsers(JobRepository repository, Step load) {
			return new JobBuilder("importUsers", repository).start(step("prepare", repository)).next(load).build();
		}

		@Bean
		Step load(JobRepository repository) {
			List<Integer> written = new ArrayList<>();
			return new StepBuilder("load", repository).<Integer, Integer>chunk(2)
				.reader(new ListItemReader<>(IntStream.range(0, 5).boxed().toList()))
				.writer((chunk) -> written.addAll(chunk.getItems()))
				.build();
		}

		@Bean
		Job fails(JobRepository repository) {
			return new JobBuilder("fails", repository)
				.start(new StepBuilder("broken", repository).tasklet((contribution, chunk) -> {
					throw new IllegalStateException("broken");
				}).build())
				.build();
		}

		@Bean
		Job badListeners(JobRepository repository) {
			return new JobBuilder("badListeners", repository).listener(new JobExecutionListener() {

				@Override
				public void beforeJob(JobExecution execution) {
					throw new IllegalStateException("before");
				}

				@Override
				public void afterJob(JobExecution execution) {
					throw new IllegalStateException("after");
				}

			}).start(step("never", repository)).build();
		}

		@Bean
		Job split(JobRepository repository) {
			Flow left = new FlowBuilder<Flow>("leftFlow").start(step("left", repository)).build();
			Flow right = new FlowBuilder<Flow>("rightFlow").start(step("right", repository)).build();
			return new JobBuilder("split", repository).start(left)
				.split(new TaskExecutorAdapter(Executors.newCachedThreadPool()))
				.add(right)
				.end()
				.build();
		}

		@Bean
		Job partitioned(JobRepository repository) {
			return new JobBuilder("partitioned", repository).start(manager(step("worker", repository), repository))
				.build();
		}

		@Bean
		Job partitionFails(JobRepository repository) {
			Step failing = new StepBuilder("failing", repository).tasklet((contribution, chunk) -> {
				if (chunk.getStepContext().getStepName().endsWith("1")) {
					throw new IllegalStateException("partition");
				}
				return RepeatStatus.FINISHED;
			}).build();
			return new JobBuilder("partitionFails", repository).start(manager(failing, repository)).build();
		}

		@Bean
		Job nested(JobRepository repository, JobOperator operator) {
			Flow flow = new FlowBuilder<Flow>("inFlow").start(step("first", repository)).build();
			Job inner = new JobBuilder("inner", repository).start(step("second", repository)).build();
			return new JobBuilder("nested", repository).start(new StepBuilder("flow", repository).flow(flow).build())
				.next(new StepBuilder("job", repository).job(inner).operator(operator).build())
				.build();
		}

		private static Step manager(Step worker, JobRepository repository) {
			return new StepBuilder("manager", repository).partitioner(worker.getName(), new SimplePartitioner())
				.step(worker)
				.gridSize(3)
				.taskExecutor(new SimpleAsyncTaskExecutor("partition-"))
				.build();
		}

		private static Step step(String name, JobRepository repository) {
			return new StepBuilder(name, repository).tasklet((contribution, chunk) -> {
				AWSXRay.createSubsegment("inside", () -> {
				});
				return RepeatStatus.FINISHED;
			}).build();
		}

	}

}
